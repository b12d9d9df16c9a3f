# What the site's program says in its reports and questions.
