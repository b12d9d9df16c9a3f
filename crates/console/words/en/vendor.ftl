# What the vendor's program says in its reports and questions.
