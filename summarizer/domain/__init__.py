"""The nouns of the field, frozen and without behaviour beyond their own data."""
