"""The till: taking cash, recording money paid elsewhere, money that fits no bill."""
