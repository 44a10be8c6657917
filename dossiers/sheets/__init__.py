"""Tables in Excel and Word files: the one place where they are read, and the one where a workbook is written."""
