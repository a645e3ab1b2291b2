"""Tools of the people who write the lessons: build them, lint them. A learner needs none of these."""
