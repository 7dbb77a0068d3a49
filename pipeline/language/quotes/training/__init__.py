"""Estimates the network and its teacher (extra ``train``); nothing here runs when articles are read."""
