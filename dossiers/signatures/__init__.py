"""Digital signatures made outside: a signed PDF is looked at with pyHanko (extra `sign`) and told in plain words."""
