"""Who may: predicates on a user, used with `allow` on views."""
