"""What all fronts share: audience, rendering, layouts, components."""
