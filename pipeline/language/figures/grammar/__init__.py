"""What is counted, bounded and left out, and how figures that stand together make one."""
