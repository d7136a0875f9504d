# First contact, the menu, and what a person may change about themselves.

welcome-greet = Hello. This is the automatic assistant of { $union } for noting initiatives. To reach a person: { $officer }, { $phone }. It never asks for passwords, OTP codes, bank account numbers or money.
    .union = the union
    .officer = { $officer } ({ $union })
welcome-held-photo = The photo has arrived and is set aside; nobody has seen it.
welcome-held-voice = The voice message has arrived and is set aside; nobody has heard it.
welcome-held-video = The video has arrived and is set aside; nobody has seen it.
welcome-held-document = The file has arrived and is set aside; nobody has seen it.
welcome-held-text = The message has arrived and is set aside; nobody has seen it.
welcome-held-attached = What you sent earlier has been added here.
welcome-consent = To note initiatives, the union keeps your name, your workplace and what you send. The officer in charge sees it only after you choose "Send". Do you agree?
    .label = Agree to keep my data
    .yes = I agree
    .no = No
    .full = Read it in full
    .help = Only if you agree can anything be noted. If not, nothing is kept, and you can still register on paper.
welcome-consent-full = The union keeps: your name, your workplace, what you write and the files you send, and when; only to note, assess and report initiatives. Who sees it: the officers of your union and of the unions above it, the initiative council when it is laid before it, and those named as co-authors (their part). Original messages are deleted after 7 days; only you can see a draft.
    You may see, correct or withdraw an initiative, withdraw your consent and ask for deletion at any time: { $officer }, { $phone }. You get an answer within 2 working days, under the Law on Personal Data Protection (Law 91/2025/QH15).
    Do you agree?
welcome-name = What is your full name? (With Vietnamese accents, so that it is right on printed papers.)
    .label = Full name
    .help = As on your papers, for example: Trần Quang Huy, Vàng A Páo, H'Hen Niê.
welcome-name-full = Please give the family name and middle name too, for example: Trần Quang Huy. If the name is a single word, send it again as it is.
welcome-name-accents = Noted as "{ $name }". Please send it again with accents, or choose:
    .later = Let the officer add them later
welcome-unit = Which company, school or office do you work at? Part of its name will do.
    .label = Workplace
    .again = Search again
    .none = My workplace is not here
    .help = Write the name of your workplace, for example: Điện lực Ba Bể, Trường THCS Đồng Lạc, may Bắc Kạn. A former name is found too.
welcome-unit-unknown = "{ $said }" was not found. Please write another name of your workplace, or choose to have an officer place you later:
welcome-unit-this = Is it { $place }?
welcome-unit-became = { $former } is now part of { $place }. Do you work there?
welcome-unit-which = Several places look alike. Which one do you work at?
welcome-done = Thank you, { $name }.
welcome-refused = All right, nothing is kept, and what you just sent will be deleted. You can still register on paper: get the form from the union at your workplace, or call { $officer }, { $phone }. If you change your mind, just write again.
welcome-later = All right, please write again when you are free.
welcome-landed = This link belongs to { $place }. Have you moved there?
    .no = No, keep my present workplace

menu = What would you like to do?
    .register = Register my initiative or idea
    .behalf = Register for somebody else
    .drafts = My drafts ({ $count })
    .mine = My initiatives
    .deadlines = Deadlines
    .programmes = Programmes
    .records = Enter activities, reports
    .units = Union tree
    .desk = Officer's desk ({ $count } to do)
    .desk-idle = Officer's desk
    .register-book = Register
    .ledger = Ledger of reminders
    .urging = Urging
    .roles = People and roles
    .details = My details
    .consult = Ask the union officer
    .consult-team = Ask the advisory team
    .questions = Workers' questions
    .team = Advisory team
    .answerers = Who answers questions
menu-edited = The old message was changed, but what was noted was not. To change what you have sent, open "My initiatives".
menu-thanks = You are welcome; write whenever you need anything.
menu-bare = "{ $said }": would you like to register this as an initiative?
    .yes = Yes, register it
    .no = No, show the menu

drafts = Your drafts ({ $count }). Choose one to go on with:
    .line = { $title } ({ $day })
    .throw = Throw this draft away
    .throw-one = Throw one away
drafts-untitled = No title yet
drafts-none = You have no drafts.
drafts-gone = This draft is no longer here.
drafts-continued = Let us go on with this one.
drafts-throw-which = Which one shall be thrown away?
drafts-throw = Shall the draft "{ $title }" be thrown away?
    .yes = Throw it away
    .no = Keep it
drafts-thrown = That draft has been thrown away.

details = Full name: { $name }
    Workplace: { $unit }
    .name = Change my name
    .unit = Change my workplace
    .switch = Switch person (shared phone)
    .language = Tiếng Việt
    .link = Use another channel
    .preferences = How I am reminded
details-changed = Changed.
details-language = From now on the assistant writes in English.

switch = Who is writing?
    .new = Somebody else, for the first time
switch-done = Hello { $name }.
welcome-name-meant = I will write "{ $name }", is that right?
welcome-unit-later = The officer will find your workplace for you later.
