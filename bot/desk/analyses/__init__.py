"""Event analyses in cooperation, the lessons of them, and the individual's own follow-up."""
