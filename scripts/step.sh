#!/bin/sh
# Run one step of the Makefile under a heading, and say what to do where it fails.
# Use: step.sh HEADING REMEDY COMMAND [ARGUMENT...]
heading=$1
remedy=$2
shift 2
printf '\n== %s\n' "$heading"
"$@" && exit 0
status=$?
printf '\n%s failed. %s\n' "$heading" "$remedy" >&2
exit "$status"
