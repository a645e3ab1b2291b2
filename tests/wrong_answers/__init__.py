"""What learners hand in: the bank that judges the checks. Written apart from them."""
