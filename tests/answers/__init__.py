"""Right, wrong and all-zeros answers for the tests of the checks, a file a lesson."""
