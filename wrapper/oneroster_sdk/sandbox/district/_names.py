"""Names for people who do not exist."""

GIVEN = (
    "Aaliyah", "Aarav", "Abebe", "Ada", "Adriana", "Aiko", "Alejandro", "Amara", "Amélie", "Ana-Lucía", "Anders",
    "Anh", "Björn", "Camila", "Chidi", "Chloë", "D'Angelo", "Dalia", "Darius", "Eilidh", "Elif", "Emre", "Esi",
    "Fatima", "François", "Gabriel", "Grace", "Hana", "Ibrahim", "Imani", "Inés", "Ivana", "Jamal", "Jean-Luc", "João",
    "Kaia", "Kenji", "Lars", "Leilani", "Liam", "Łukasz", "Mei", "Miguel", "Nadia", "Ngozi", "Noah", "Nóra", "Omar",
    "Pilar", "Priya", "Quentin", "Ravi", "Rosa", "Sadie", "Siobhán", "Søren", "Tala", "Thi", "Uma", "Victor", "Wei",
    "Xiomara", "Yara", "Zoë",
)  # fmt: skip

FAMILY = (
    "Abdi", "Acosta", "Adeyemi", "Andersson", "Bäcker", "Begay", "Brown", "Castañeda", "Chen", "Cohen", "D'Souza",
    "da Silva", "Diallo", "Dvořák", "El-Amin", "Fernández", "Fischer", "García-López", "Gonçalves", "Grant",
    "Gutiérrez", "Haddad", "Hoang", "Ito", "Ivanova", "Jackson", "Jiménez", "Johnson", "Kamau", "Kaya", "Khan", "Kim",
    "Kovács", "Le", "MacDonald", "Mbeki", "Mehta", "Müller", "Nakamura", "Ng", "Novák", "Nuñez", "O'Brien", "O'Neill",
    "Okafor", "Olsen", "Ortiz", "Park", "Patel", "Pérez", "Petrov", "Quispe", "Rahman", "Rossi", "Sánchez", "Silva",
    "Singh", "Smith-Jones", "Ștefan", "Sørensen", "Tanaka", "Torres", "Tremblay", "van den Berg", "Washington",
    "Wójcik", "Yavaş", "Zapata", "Žukauskas", "李", "محمد",
)  # fmt: skip

PRONOUNS = ("she/her/hers", "he/him/his", "they/them/theirs")

CITIES = (
    ("Arborfield", "OR"), ("São Bento", ""), ("Coyote Wells", "NM"), ("Lake Émile", "MN"), ("Port Sorrow", "WA"),
    ("Tres Piedras", "NM"), ("Wexbury", "VT"),
)  # fmt: skip
