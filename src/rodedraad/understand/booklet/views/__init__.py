"""The pages of booklets: for everybody, and for who writes one."""
