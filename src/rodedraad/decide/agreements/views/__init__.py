"""Pages of promises: what everybody reads, the overview for who watches over them, and keeping them."""
