"""Letters as PDF: our layouts and fonts, and Typst in a confined child process."""
