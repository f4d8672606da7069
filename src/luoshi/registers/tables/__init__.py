"""Tables of records: what comes from files of others, is looked at and carried out; and what goes out."""
