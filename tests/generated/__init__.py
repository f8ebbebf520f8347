"""Tests of the committed modules in generated/, as their users would write them."""
