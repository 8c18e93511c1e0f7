"""Painting by arithmetic: colors, noise, soft masks, sheets that become layers."""
