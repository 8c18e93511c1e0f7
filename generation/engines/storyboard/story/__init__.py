"""From a prompt to a plan: where, when, in what weather, who, and doing what."""
