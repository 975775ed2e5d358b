"""Files for CI services, run as the services run them: their steps in a shell, in a checkout of their own."""
