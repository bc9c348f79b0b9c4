{{/* not in .Files */}}
