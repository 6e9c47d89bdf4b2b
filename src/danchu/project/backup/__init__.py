"""Backups of a whole site: the database and the files as they are at one moment, in one encrypted file.

A backup is a file of the ``age`` format (https://age-encryption.org/v1) around a plain tar: first ``manifest.json``,
then the database in gzipped pieces, then the uploaded files. It is written and read in a stream, so its size is bounded
by disks only. ``keys`` says who can open it, ``container`` writes and reads the encrypted stream, ``contents`` what is
in it, ``sqlite`` and ``postgres`` take and put back the database, ``making`` and ``restoring`` put these together.
What is in it and what is not: ``docs/backup.md``.
"""
