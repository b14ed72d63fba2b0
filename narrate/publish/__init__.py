"""A library becomes what podcast apps, browsers, e-readers and DAISY players take."""
