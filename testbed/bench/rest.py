"""P2 and P10 alone: what a program that speaks REST waits for."""
import services

STEPS = (services.lists, services.launches)
