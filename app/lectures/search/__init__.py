"""The course's search: pages that a learner may read -> passages -> an index in memory -> hits with their excerpt."""
