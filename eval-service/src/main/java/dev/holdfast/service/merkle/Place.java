package dev.holdfast.service.merkle;

/// A node on the way up, and the last node of its level: the counters `fn` and `sn` of RFC 9162.
record Place(long node, long last) {
    boolean isRoot() {
        return last == 0;
    }

    /// Whether the next hash stands to the left.
    boolean joinsLeft() {
        return node % 2 == 1 || node == last;
    }

    /// After the next hash. The last node of a level may stand alone, and then rises until it has a left neighbour.
    Place joined() {
        var place = this;
        if (joinsLeft()) {
            while (place.node % 2 == 0 && place.node != 0) {
                place = place.up();
            }
        }
        return place.up();
    }

    Place up() {
        return new Place(node >> 1, last >> 1);
    }
}
