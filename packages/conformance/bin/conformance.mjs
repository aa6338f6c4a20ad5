#!/usr/bin/env node
// A file of its own because what is built is neither there nor executable when npm links it.
import '../dist/main.js';
