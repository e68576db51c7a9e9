"""The collections of OneRoster 1.2, typed. Made by scripts/regenerate: not to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._collections import AsyncCollection, AsyncItem, AsyncReadable, AsyncRoot, Collection, Item, Readable, Root

if TYPE_CHECKING:
    from oneroster_openapi.v1p2 import models


class AcademicSessionsCollection(Readable["models.AcademicSession"]):
    """Lists the academic sessions of every type: school years, semesters, terms and grading periods.

    getAllAcademicSessions: GET /rostering/v1p2/academicSessions
    getAcademicSession: GET /rostering/v1p2/academicSessions/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllAcademicSessions"
    _get = "getAcademicSession"


class ClassesStudentsCollection(Collection["models.User"]):
    """Lists the users enrolled as students in one class.

    getStudentsForClass: GET /rostering/v1p2/classes/{classSourcedId}/students
    """

    __slots__ = ()
    _list = "getStudentsForClass"


class ClassesTeachersCollection(Collection["models.User"]):
    """Lists the users enrolled as teachers in one class.

    getTeachersForClass: GET /rostering/v1p2/classes/{classSourcedId}/teachers
    """

    __slots__ = ()
    _list = "getTeachersForClass"


class ClassesItem(Item):
    """What stands below one of the collection classes."""

    __slots__ = ()

    @property
    def students(self) -> ClassesStudentsCollection:
        """Lists the users enrolled as students in one class."""
        return ClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> ClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class."""
        return ClassesTeachersCollection(self._engine, self._ids)


class ClassesCollection(Readable["models.Class"]):
    """Lists the classes of every course, school and term that the client may see.

    getAllClasses: GET /rostering/v1p2/classes
    getClass: GET /rostering/v1p2/classes/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllClasses"
    _get = "getClass"

    def __call__(self, sourced_id: str, /) -> ClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return ClassesItem(self._engine, self._below(sourced_id))


class CoursesClassesCollection(Collection["models.Class"]):
    """Lists the classes in which one course is taught.

    getClassesForCourse: GET /rostering/v1p2/courses/{courseSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForCourse"


class CoursesItem(Item):
    """What stands below one of the collection courses."""

    __slots__ = ()

    @property
    def classes(self) -> CoursesClassesCollection:
        """Lists the classes in which one course is taught."""
        return CoursesClassesCollection(self._engine, self._ids)


class CoursesCollection(Readable["models.Course"]):
    """Lists the courses on offer. A course is taught in classes, which are records of their own.

    getAllCourses: GET /rostering/v1p2/courses
    getCourse: GET /rostering/v1p2/courses/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllCourses"
    _get = "getCourse"

    def __call__(self, sourced_id: str, /) -> CoursesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return CoursesItem(self._engine, self._below(sourced_id))


class DemographicsCollection(Readable["models.Demographics"]):
    """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
    opens this list.

    getAllDemographics: GET /rostering/v1p2/demographics
    getDemographics: GET /rostering/v1p2/demographics/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllDemographics"
    _get = "getDemographics"


class EnrollmentsCollection(Readable["models.Enrollment"]):
    """Lists the enrollments of students, teachers and others in classes.

    getAllEnrollments: GET /rostering/v1p2/enrollments
    getEnrollment: GET /rostering/v1p2/enrollments/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllEnrollments"
    _get = "getEnrollment"


class GradingPeriodsCollection(Readable["models.AcademicSession"]):
    """Lists the academic sessions that are grading periods.

    getAllGradingPeriods: GET /rostering/v1p2/gradingPeriods
    getGradingPeriod: GET /rostering/v1p2/gradingPeriods/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllGradingPeriods"
    _get = "getGradingPeriod"


class OrgsCollection(Readable["models.Org"]):
    """Lists the organisations of every type, schools among them.

    getAllOrgs: GET /rostering/v1p2/orgs
    getOrg: GET /rostering/v1p2/orgs/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllOrgs"
    _get = "getOrg"


class SchoolsClassesEnrollmentsCollection(Collection["models.Enrollment"]):
    """Lists the enrollments of every role in one class of one school.

    getEnrollmentsForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/enrollments
    """

    __slots__ = ()
    _list = "getEnrollmentsForClassInSchool"


class SchoolsClassesStudentsCollection(Collection["models.User"]):
    """Lists the users enrolled as students in one class of one school.

    getStudentsForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/students
    """

    __slots__ = ()
    _list = "getStudentsForClassInSchool"


class SchoolsClassesTeachersCollection(Collection["models.User"]):
    """Lists the users enrolled as teachers in one class of one school.

    getTeachersForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/teachers
    """

    __slots__ = ()
    _list = "getTeachersForClassInSchool"


class SchoolsClassesItem(Item):
    """What stands below one of the collection classes."""

    __slots__ = ()

    @property
    def enrollments(self) -> SchoolsClassesEnrollmentsCollection:
        """Lists the enrollments of every role in one class of one school."""
        return SchoolsClassesEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> SchoolsClassesStudentsCollection:
        """Lists the users enrolled as students in one class of one school."""
        return SchoolsClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> SchoolsClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class of one school."""
        return SchoolsClassesTeachersCollection(self._engine, self._ids)


class SchoolsClassesCollection(Collection["models.Class"]):
    """Lists the classes held by one school.

    getClassesForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForSchool"

    def __call__(self, sourced_id: str, /) -> SchoolsClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return SchoolsClassesItem(self._engine, self._below(sourced_id))


class SchoolsCoursesCollection(Collection["models.Course"]):
    """Lists the courses taught at one school.

    getCoursesForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/courses
    """

    __slots__ = ()
    _list = "getCoursesForSchool"


class SchoolsEnrollmentsCollection(Collection["models.Enrollment"]):
    """Lists the enrollments of every role in all classes of one school.

    getEnrollmentsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/enrollments
    """

    __slots__ = ()
    _list = "getEnrollmentsForSchool"


class SchoolsStudentsCollection(Collection["models.User"]):
    """Lists the users who are students at one school.

    getStudentsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/students
    """

    __slots__ = ()
    _list = "getStudentsForSchool"


class SchoolsTeachersCollection(Collection["models.User"]):
    """Lists the users who are teachers at one school.

    getTeachersForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/teachers
    """

    __slots__ = ()
    _list = "getTeachersForSchool"


class SchoolsTermsCollection(Collection["models.AcademicSession"]):
    """Lists the terms in which one school teaches.

    getTermsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/terms
    """

    __slots__ = ()
    _list = "getTermsForSchool"


class SchoolsItem(Item):
    """What stands below one of the collection schools."""

    __slots__ = ()

    @property
    def classes(self) -> SchoolsClassesCollection:
        """Lists the classes held by one school."""
        return SchoolsClassesCollection(self._engine, self._ids)

    @property
    def courses(self) -> SchoolsCoursesCollection:
        """Lists the courses taught at one school."""
        return SchoolsCoursesCollection(self._engine, self._ids)

    @property
    def enrollments(self) -> SchoolsEnrollmentsCollection:
        """Lists the enrollments of every role in all classes of one school."""
        return SchoolsEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> SchoolsStudentsCollection:
        """Lists the users who are students at one school."""
        return SchoolsStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> SchoolsTeachersCollection:
        """Lists the users who are teachers at one school."""
        return SchoolsTeachersCollection(self._engine, self._ids)

    @property
    def terms(self) -> SchoolsTermsCollection:
        """Lists the terms in which one school teaches."""
        return SchoolsTermsCollection(self._engine, self._ids)


class SchoolsCollection(Readable["models.Org"]):
    """Lists the organisations that are schools.

    getAllSchools: GET /rostering/v1p2/schools
    getSchool: GET /rostering/v1p2/schools/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllSchools"
    _get = "getSchool"

    def __call__(self, sourced_id: str, /) -> SchoolsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return SchoolsItem(self._engine, self._below(sourced_id))


class StudentsClassesCollection(Collection["models.Class"]):
    """Lists the classes in which one user is enrolled as a student.

    getClassesForStudent: GET /rostering/v1p2/students/{studentSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForStudent"


class StudentsItem(Item):
    """What stands below one of the collection students."""

    __slots__ = ()

    @property
    def classes(self) -> StudentsClassesCollection:
        """Lists the classes in which one user is enrolled as a student."""
        return StudentsClassesCollection(self._engine, self._ids)


class StudentsCollection(Readable["models.User"]):
    """Lists the users who have the role of student.

    getAllStudents: GET /rostering/v1p2/students
    getStudent: GET /rostering/v1p2/students/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllStudents"
    _get = "getStudent"

    def __call__(self, sourced_id: str, /) -> StudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return StudentsItem(self._engine, self._below(sourced_id))


class TeachersClassesCollection(Collection["models.Class"]):
    """Lists the classes in which one user is enrolled as a teacher.

    getClassesForTeacher: GET /rostering/v1p2/teachers/{teacherSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForTeacher"


class TeachersItem(Item):
    """What stands below one of the collection teachers."""

    __slots__ = ()

    @property
    def classes(self) -> TeachersClassesCollection:
        """Lists the classes in which one user is enrolled as a teacher."""
        return TeachersClassesCollection(self._engine, self._ids)


class TeachersCollection(Readable["models.User"]):
    """Lists the users who have the role of teacher.

    getAllTeachers: GET /rostering/v1p2/teachers
    getTeacher: GET /rostering/v1p2/teachers/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllTeachers"
    _get = "getTeacher"

    def __call__(self, sourced_id: str, /) -> TeachersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return TeachersItem(self._engine, self._below(sourced_id))


class TermsClassesCollection(Collection["models.Class"]):
    """Lists the classes that are taught in one term.

    getClassesForTerm: GET /rostering/v1p2/terms/{termSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForTerm"


class TermsGradingPeriodsCollection(Collection["models.AcademicSession"]):
    """Lists the grading periods into which one term is divided.

    getGradingPeriodsForTerm: GET /rostering/v1p2/terms/{termSourcedId}/gradingPeriods
    """

    __slots__ = ()
    _list = "getGradingPeriodsForTerm"


class TermsItem(Item):
    """What stands below one of the collection terms."""

    __slots__ = ()

    @property
    def classes(self) -> TermsClassesCollection:
        """Lists the classes that are taught in one term."""
        return TermsClassesCollection(self._engine, self._ids)

    @property
    def grading_periods(self) -> TermsGradingPeriodsCollection:
        """Lists the grading periods into which one term is divided."""
        return TermsGradingPeriodsCollection(self._engine, self._ids)


class TermsCollection(Readable["models.AcademicSession"]):
    """Lists the academic sessions that are terms.

    getAllTerms: GET /rostering/v1p2/terms
    getTerm: GET /rostering/v1p2/terms/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllTerms"
    _get = "getTerm"

    def __call__(self, sourced_id: str, /) -> TermsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return TermsItem(self._engine, self._below(sourced_id))


class UsersClassesCollection(Collection["models.Class"]):
    """Lists the classes in which one user is enrolled, in whatever role.

    getClassesForUser: GET /rostering/v1p2/users/{userSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForUser"


class UsersItem(Item):
    """What stands below one of the collection users."""

    __slots__ = ()

    @property
    def classes(self) -> UsersClassesCollection:
        """Lists the classes in which one user is enrolled, in whatever role."""
        return UsersClassesCollection(self._engine, self._ids)


class UsersCollection(Readable["models.User"]):
    """Lists the users in every role: students, teachers, guardians and staff.

    getAllUsers: GET /rostering/v1p2/users
    getUser: GET /rostering/v1p2/users/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllUsers"
    _get = "getUser"

    def __call__(self, sourced_id: str, /) -> UsersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return UsersItem(self._engine, self._below(sourced_id))


class Services(Root):
    """The collections of OneRoster 1.2."""

    __slots__ = ()

    @property
    def academic_sessions(self) -> AcademicSessionsCollection:
        """Lists the academic sessions of every type: school years, semesters, terms and grading periods."""
        return AcademicSessionsCollection(self._engine, ())

    @property
    def classes(self) -> ClassesCollection:
        """Lists the classes of every course, school and term that the client may see."""
        return ClassesCollection(self._engine, ())

    @property
    def courses(self) -> CoursesCollection:
        """Lists the courses on offer. A course is taught in classes, which are records of their own."""
        return CoursesCollection(self._engine, ())

    @property
    def demographics(self) -> DemographicsCollection:
        """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
        opens this list."""
        return DemographicsCollection(self._engine, ())

    @property
    def enrollments(self) -> EnrollmentsCollection:
        """Lists the enrollments of students, teachers and others in classes."""
        return EnrollmentsCollection(self._engine, ())

    @property
    def grading_periods(self) -> GradingPeriodsCollection:
        """Lists the academic sessions that are grading periods."""
        return GradingPeriodsCollection(self._engine, ())

    @property
    def orgs(self) -> OrgsCollection:
        """Lists the organisations of every type, schools among them."""
        return OrgsCollection(self._engine, ())

    @property
    def schools(self) -> SchoolsCollection:
        """Lists the organisations that are schools."""
        return SchoolsCollection(self._engine, ())

    @property
    def students(self) -> StudentsCollection:
        """Lists the users who have the role of student."""
        return StudentsCollection(self._engine, ())

    @property
    def teachers(self) -> TeachersCollection:
        """Lists the users who have the role of teacher."""
        return TeachersCollection(self._engine, ())

    @property
    def terms(self) -> TermsCollection:
        """Lists the academic sessions that are terms."""
        return TermsCollection(self._engine, ())

    @property
    def users(self) -> UsersCollection:
        """Lists the users in every role: students, teachers, guardians and staff."""
        return UsersCollection(self._engine, ())


class AsyncAcademicSessionsCollection(AsyncReadable["models.AcademicSession"]):
    """Lists the academic sessions of every type: school years, semesters, terms and grading periods.

    getAllAcademicSessions: GET /rostering/v1p2/academicSessions
    getAcademicSession: GET /rostering/v1p2/academicSessions/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllAcademicSessions"
    _get = "getAcademicSession"


class AsyncClassesStudentsCollection(AsyncCollection["models.User"]):
    """Lists the users enrolled as students in one class.

    getStudentsForClass: GET /rostering/v1p2/classes/{classSourcedId}/students
    """

    __slots__ = ()
    _list = "getStudentsForClass"


class AsyncClassesTeachersCollection(AsyncCollection["models.User"]):
    """Lists the users enrolled as teachers in one class.

    getTeachersForClass: GET /rostering/v1p2/classes/{classSourcedId}/teachers
    """

    __slots__ = ()
    _list = "getTeachersForClass"


class AsyncClassesItem(AsyncItem):
    """What stands below one of the collection classes."""

    __slots__ = ()

    @property
    def students(self) -> AsyncClassesStudentsCollection:
        """Lists the users enrolled as students in one class."""
        return AsyncClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> AsyncClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class."""
        return AsyncClassesTeachersCollection(self._engine, self._ids)


class AsyncClassesCollection(AsyncReadable["models.Class"]):
    """Lists the classes of every course, school and term that the client may see.

    getAllClasses: GET /rostering/v1p2/classes
    getClass: GET /rostering/v1p2/classes/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllClasses"
    _get = "getClass"

    def __call__(self, sourced_id: str, /) -> AsyncClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncClassesItem(self._engine, self._below(sourced_id))


class AsyncCoursesClassesCollection(AsyncCollection["models.Class"]):
    """Lists the classes in which one course is taught.

    getClassesForCourse: GET /rostering/v1p2/courses/{courseSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForCourse"


class AsyncCoursesItem(AsyncItem):
    """What stands below one of the collection courses."""

    __slots__ = ()

    @property
    def classes(self) -> AsyncCoursesClassesCollection:
        """Lists the classes in which one course is taught."""
        return AsyncCoursesClassesCollection(self._engine, self._ids)


class AsyncCoursesCollection(AsyncReadable["models.Course"]):
    """Lists the courses on offer. A course is taught in classes, which are records of their own.

    getAllCourses: GET /rostering/v1p2/courses
    getCourse: GET /rostering/v1p2/courses/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllCourses"
    _get = "getCourse"

    def __call__(self, sourced_id: str, /) -> AsyncCoursesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncCoursesItem(self._engine, self._below(sourced_id))


class AsyncDemographicsCollection(AsyncReadable["models.Demographics"]):
    """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
    opens this list.

    getAllDemographics: GET /rostering/v1p2/demographics
    getDemographics: GET /rostering/v1p2/demographics/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllDemographics"
    _get = "getDemographics"


class AsyncEnrollmentsCollection(AsyncReadable["models.Enrollment"]):
    """Lists the enrollments of students, teachers and others in classes.

    getAllEnrollments: GET /rostering/v1p2/enrollments
    getEnrollment: GET /rostering/v1p2/enrollments/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllEnrollments"
    _get = "getEnrollment"


class AsyncGradingPeriodsCollection(AsyncReadable["models.AcademicSession"]):
    """Lists the academic sessions that are grading periods.

    getAllGradingPeriods: GET /rostering/v1p2/gradingPeriods
    getGradingPeriod: GET /rostering/v1p2/gradingPeriods/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllGradingPeriods"
    _get = "getGradingPeriod"


class AsyncOrgsCollection(AsyncReadable["models.Org"]):
    """Lists the organisations of every type, schools among them.

    getAllOrgs: GET /rostering/v1p2/orgs
    getOrg: GET /rostering/v1p2/orgs/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllOrgs"
    _get = "getOrg"


class AsyncSchoolsClassesEnrollmentsCollection(AsyncCollection["models.Enrollment"]):
    """Lists the enrollments of every role in one class of one school.

    getEnrollmentsForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/enrollments
    """

    __slots__ = ()
    _list = "getEnrollmentsForClassInSchool"


class AsyncSchoolsClassesStudentsCollection(AsyncCollection["models.User"]):
    """Lists the users enrolled as students in one class of one school.

    getStudentsForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/students
    """

    __slots__ = ()
    _list = "getStudentsForClassInSchool"


class AsyncSchoolsClassesTeachersCollection(AsyncCollection["models.User"]):
    """Lists the users enrolled as teachers in one class of one school.

    getTeachersForClassInSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes/{classSourcedId}/teachers
    """

    __slots__ = ()
    _list = "getTeachersForClassInSchool"


class AsyncSchoolsClassesItem(AsyncItem):
    """What stands below one of the collection classes."""

    __slots__ = ()

    @property
    def enrollments(self) -> AsyncSchoolsClassesEnrollmentsCollection:
        """Lists the enrollments of every role in one class of one school."""
        return AsyncSchoolsClassesEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> AsyncSchoolsClassesStudentsCollection:
        """Lists the users enrolled as students in one class of one school."""
        return AsyncSchoolsClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> AsyncSchoolsClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class of one school."""
        return AsyncSchoolsClassesTeachersCollection(self._engine, self._ids)


class AsyncSchoolsClassesCollection(AsyncCollection["models.Class"]):
    """Lists the classes held by one school.

    getClassesForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForSchool"

    def __call__(self, sourced_id: str, /) -> AsyncSchoolsClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncSchoolsClassesItem(self._engine, self._below(sourced_id))


class AsyncSchoolsCoursesCollection(AsyncCollection["models.Course"]):
    """Lists the courses taught at one school.

    getCoursesForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/courses
    """

    __slots__ = ()
    _list = "getCoursesForSchool"


class AsyncSchoolsEnrollmentsCollection(AsyncCollection["models.Enrollment"]):
    """Lists the enrollments of every role in all classes of one school.

    getEnrollmentsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/enrollments
    """

    __slots__ = ()
    _list = "getEnrollmentsForSchool"


class AsyncSchoolsStudentsCollection(AsyncCollection["models.User"]):
    """Lists the users who are students at one school.

    getStudentsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/students
    """

    __slots__ = ()
    _list = "getStudentsForSchool"


class AsyncSchoolsTeachersCollection(AsyncCollection["models.User"]):
    """Lists the users who are teachers at one school.

    getTeachersForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/teachers
    """

    __slots__ = ()
    _list = "getTeachersForSchool"


class AsyncSchoolsTermsCollection(AsyncCollection["models.AcademicSession"]):
    """Lists the terms in which one school teaches.

    getTermsForSchool: GET /rostering/v1p2/schools/{schoolSourcedId}/terms
    """

    __slots__ = ()
    _list = "getTermsForSchool"


class AsyncSchoolsItem(AsyncItem):
    """What stands below one of the collection schools."""

    __slots__ = ()

    @property
    def classes(self) -> AsyncSchoolsClassesCollection:
        """Lists the classes held by one school."""
        return AsyncSchoolsClassesCollection(self._engine, self._ids)

    @property
    def courses(self) -> AsyncSchoolsCoursesCollection:
        """Lists the courses taught at one school."""
        return AsyncSchoolsCoursesCollection(self._engine, self._ids)

    @property
    def enrollments(self) -> AsyncSchoolsEnrollmentsCollection:
        """Lists the enrollments of every role in all classes of one school."""
        return AsyncSchoolsEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> AsyncSchoolsStudentsCollection:
        """Lists the users who are students at one school."""
        return AsyncSchoolsStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> AsyncSchoolsTeachersCollection:
        """Lists the users who are teachers at one school."""
        return AsyncSchoolsTeachersCollection(self._engine, self._ids)

    @property
    def terms(self) -> AsyncSchoolsTermsCollection:
        """Lists the terms in which one school teaches."""
        return AsyncSchoolsTermsCollection(self._engine, self._ids)


class AsyncSchoolsCollection(AsyncReadable["models.Org"]):
    """Lists the organisations that are schools.

    getAllSchools: GET /rostering/v1p2/schools
    getSchool: GET /rostering/v1p2/schools/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllSchools"
    _get = "getSchool"

    def __call__(self, sourced_id: str, /) -> AsyncSchoolsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncSchoolsItem(self._engine, self._below(sourced_id))


class AsyncStudentsClassesCollection(AsyncCollection["models.Class"]):
    """Lists the classes in which one user is enrolled as a student.

    getClassesForStudent: GET /rostering/v1p2/students/{studentSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForStudent"


class AsyncStudentsItem(AsyncItem):
    """What stands below one of the collection students."""

    __slots__ = ()

    @property
    def classes(self) -> AsyncStudentsClassesCollection:
        """Lists the classes in which one user is enrolled as a student."""
        return AsyncStudentsClassesCollection(self._engine, self._ids)


class AsyncStudentsCollection(AsyncReadable["models.User"]):
    """Lists the users who have the role of student.

    getAllStudents: GET /rostering/v1p2/students
    getStudent: GET /rostering/v1p2/students/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllStudents"
    _get = "getStudent"

    def __call__(self, sourced_id: str, /) -> AsyncStudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncStudentsItem(self._engine, self._below(sourced_id))


class AsyncTeachersClassesCollection(AsyncCollection["models.Class"]):
    """Lists the classes in which one user is enrolled as a teacher.

    getClassesForTeacher: GET /rostering/v1p2/teachers/{teacherSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForTeacher"


class AsyncTeachersItem(AsyncItem):
    """What stands below one of the collection teachers."""

    __slots__ = ()

    @property
    def classes(self) -> AsyncTeachersClassesCollection:
        """Lists the classes in which one user is enrolled as a teacher."""
        return AsyncTeachersClassesCollection(self._engine, self._ids)


class AsyncTeachersCollection(AsyncReadable["models.User"]):
    """Lists the users who have the role of teacher.

    getAllTeachers: GET /rostering/v1p2/teachers
    getTeacher: GET /rostering/v1p2/teachers/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllTeachers"
    _get = "getTeacher"

    def __call__(self, sourced_id: str, /) -> AsyncTeachersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncTeachersItem(self._engine, self._below(sourced_id))


class AsyncTermsClassesCollection(AsyncCollection["models.Class"]):
    """Lists the classes that are taught in one term.

    getClassesForTerm: GET /rostering/v1p2/terms/{termSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForTerm"


class AsyncTermsGradingPeriodsCollection(AsyncCollection["models.AcademicSession"]):
    """Lists the grading periods into which one term is divided.

    getGradingPeriodsForTerm: GET /rostering/v1p2/terms/{termSourcedId}/gradingPeriods
    """

    __slots__ = ()
    _list = "getGradingPeriodsForTerm"


class AsyncTermsItem(AsyncItem):
    """What stands below one of the collection terms."""

    __slots__ = ()

    @property
    def classes(self) -> AsyncTermsClassesCollection:
        """Lists the classes that are taught in one term."""
        return AsyncTermsClassesCollection(self._engine, self._ids)

    @property
    def grading_periods(self) -> AsyncTermsGradingPeriodsCollection:
        """Lists the grading periods into which one term is divided."""
        return AsyncTermsGradingPeriodsCollection(self._engine, self._ids)


class AsyncTermsCollection(AsyncReadable["models.AcademicSession"]):
    """Lists the academic sessions that are terms.

    getAllTerms: GET /rostering/v1p2/terms
    getTerm: GET /rostering/v1p2/terms/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllTerms"
    _get = "getTerm"

    def __call__(self, sourced_id: str, /) -> AsyncTermsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncTermsItem(self._engine, self._below(sourced_id))


class AsyncUsersClassesCollection(AsyncCollection["models.Class"]):
    """Lists the classes in which one user is enrolled, in whatever role.

    getClassesForUser: GET /rostering/v1p2/users/{userSourcedId}/classes
    """

    __slots__ = ()
    _list = "getClassesForUser"


class AsyncUsersItem(AsyncItem):
    """What stands below one of the collection users."""

    __slots__ = ()

    @property
    def classes(self) -> AsyncUsersClassesCollection:
        """Lists the classes in which one user is enrolled, in whatever role."""
        return AsyncUsersClassesCollection(self._engine, self._ids)


class AsyncUsersCollection(AsyncReadable["models.User"]):
    """Lists the users in every role: students, teachers, guardians and staff.

    getAllUsers: GET /rostering/v1p2/users
    getUser: GET /rostering/v1p2/users/{sourcedId}
    """

    __slots__ = ()
    _list = "getAllUsers"
    _get = "getUser"

    def __call__(self, sourced_id: str, /) -> AsyncUsersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncUsersItem(self._engine, self._below(sourced_id))


class AsyncServices(AsyncRoot):
    """The collections of OneRoster 1.2."""

    __slots__ = ()

    @property
    def academic_sessions(self) -> AsyncAcademicSessionsCollection:
        """Lists the academic sessions of every type: school years, semesters, terms and grading periods."""
        return AsyncAcademicSessionsCollection(self._engine, ())

    @property
    def classes(self) -> AsyncClassesCollection:
        """Lists the classes of every course, school and term that the client may see."""
        return AsyncClassesCollection(self._engine, ())

    @property
    def courses(self) -> AsyncCoursesCollection:
        """Lists the courses on offer. A course is taught in classes, which are records of their own."""
        return AsyncCoursesCollection(self._engine, ())

    @property
    def demographics(self) -> AsyncDemographicsCollection:
        """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
        opens this list."""
        return AsyncDemographicsCollection(self._engine, ())

    @property
    def enrollments(self) -> AsyncEnrollmentsCollection:
        """Lists the enrollments of students, teachers and others in classes."""
        return AsyncEnrollmentsCollection(self._engine, ())

    @property
    def grading_periods(self) -> AsyncGradingPeriodsCollection:
        """Lists the academic sessions that are grading periods."""
        return AsyncGradingPeriodsCollection(self._engine, ())

    @property
    def orgs(self) -> AsyncOrgsCollection:
        """Lists the organisations of every type, schools among them."""
        return AsyncOrgsCollection(self._engine, ())

    @property
    def schools(self) -> AsyncSchoolsCollection:
        """Lists the organisations that are schools."""
        return AsyncSchoolsCollection(self._engine, ())

    @property
    def students(self) -> AsyncStudentsCollection:
        """Lists the users who have the role of student."""
        return AsyncStudentsCollection(self._engine, ())

    @property
    def teachers(self) -> AsyncTeachersCollection:
        """Lists the users who have the role of teacher."""
        return AsyncTeachersCollection(self._engine, ())

    @property
    def terms(self) -> AsyncTermsCollection:
        """Lists the academic sessions that are terms."""
        return AsyncTermsCollection(self._engine, ())

    @property
    def users(self) -> AsyncUsersCollection:
        """Lists the users in every role: students, teachers, guardians and staff."""
        return AsyncUsersCollection(self._engine, ())
