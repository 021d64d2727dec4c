"""The desk's pages of this room: erasures (ask, agree, carry out) and contests (contest, answer).

forms.py     the closed lists in words
erasures.py  requests that somebody may see, and what she may do about one
contests.py  contesting with a code, and oversight's answer
"""
