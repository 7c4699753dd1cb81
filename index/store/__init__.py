"""The database: schema, migrations, reads and writes. SQLite and PostgreSQL alike."""
