"""The editor of questionnaires: sections and questions in order, versions, the library, files in and out."""
