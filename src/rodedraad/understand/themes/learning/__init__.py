"""How the desk learns: vectors kept, a model per process trained on what people confirmed, and runs compared."""
