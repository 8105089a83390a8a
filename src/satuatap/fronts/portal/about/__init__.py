"""What we promise about this site itself: privacy and accessibility."""
