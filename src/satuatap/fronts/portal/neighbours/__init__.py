"""What the head of an RT or RW is asked by a link: nobody signs in here, the address is the proof."""
