"""Records, places and dates: what the atlas knows, before anybody asks for it."""
