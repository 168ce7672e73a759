"""Articles whose whole record is kept, so that no finding changes unseen."""
