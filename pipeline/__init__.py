"""Newsledger: news articles in, an analysis-ready dataset out."""
