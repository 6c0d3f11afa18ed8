"""The tables of chapter III of the LKj (PermenPANRB 53/2014), one module for those that belong together."""
