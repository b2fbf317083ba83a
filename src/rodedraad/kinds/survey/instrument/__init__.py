"""What a questionnaire is and how it is answered, without Django: shape, faults, routes, order, reading level."""
