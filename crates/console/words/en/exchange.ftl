# Import, export, dump and restore.
