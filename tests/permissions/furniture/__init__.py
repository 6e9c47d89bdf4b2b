"""What each room puts into the world of the walks: ``furnish(world)`` makes one of everything and names a sample
address for each route that takes arguments; ``grow(world, many)`` makes so many more rows of what is listed."""
