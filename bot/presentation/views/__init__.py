"""Results to messages: what a person sees. Nothing here decides or stores."""
