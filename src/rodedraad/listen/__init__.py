"""Listen: processes, activities and contributions, where the thread begins."""
