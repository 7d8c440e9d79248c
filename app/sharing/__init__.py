"""How a view leaves the atlas: embed codes, oEmbed, and the page that builds them."""
