"""What is sent and how: prompt, excerpt of the code, payload, and the online batch with its pace and retries."""
