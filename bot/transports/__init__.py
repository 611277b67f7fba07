"""Ways to Telegram: two BaseRequests, one over the fast client and one onto a terminal."""
