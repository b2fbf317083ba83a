"""The booklet: the red threads of many conversations, each sentence with its way back to who said what."""
