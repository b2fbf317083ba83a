"""No count of a few people can be derived from what is published: hiding, attacking, remembering."""
