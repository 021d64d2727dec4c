"""What was promised, by whom, and what state and society say became of it: obligations, plans, answers, balance."""
