"""Dagster: assets, checks, job, schedule and sensor over the dataset layer; no grammar and no Parquet in here."""
