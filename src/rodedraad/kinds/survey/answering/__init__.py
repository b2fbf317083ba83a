"""The pages of a respondent: what it is about, the questions, going on later, sending in, taking back."""
